/** The table behind `History`, for a migration of the service that keeps one: written once, never changed. */
export const changesTable = (service: string): string => `
  create table changes (
    id uuid primary key,
    subject_id uuid not null,
    state text not null,
    at timestamptz not null,
    by_id uuid not null,
    by text not null,
    by_role text not null,
    reason text
  );
  create index changes_by_subject on changes (subject_id, at, id);
  revoke update, delete, truncate on changes from ${service}_app;
`;
