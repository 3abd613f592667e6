/** PM-1. Statements that close tables for changes: the runtime role may only add rows, and nobody may change them. */
export const appendOnly = (...tables: string[]): string[] =>
  tables.flatMap((table) => [
    `revoke update, delete, truncate on ${table} from payments_app`,
    `create trigger append_only before update or delete or truncate on ${table}
       for each statement execute function refuse_change()`,
  ]);

/** Whoever wants to change such a row, its owner and a superuser too, must first switch this trigger off. */
export const refuseChange = `
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% only grows', tg_table_name using errcode = '42501';
end $$`;
