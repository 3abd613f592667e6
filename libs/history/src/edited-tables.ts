/** The table behind `Edits`, for a migration of the service that keeps one; a row for each small table. */
export const editedTables = `
  create table edited_tables (
    name text primary key,
    version integer not null,
    updated_at timestamptz not null,
    updated_by text not null
  );
`;
