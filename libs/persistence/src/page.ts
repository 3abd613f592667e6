import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/** What a caller asks of a list. `sort` is a name from the list's sorts, `-name` for descending. */
export interface PageRequest {
  /** 1 to 100, default 25. */
  limit?: number;
  cursor?: string;
  sort?: string;
}

export interface Page<T> {
  items: T[];
  /** Opaque; null on the last page. */
  nextCursor: string | null;
}

/**
 * What a list can be sorted by: public name → SQL expression that is never null. `id` breaks ties and is unique.
 * For a query builder expressions are property paths (`placement.createdAt`), for SQL output columns (`created_at`).
 */
export interface PageList {
  id: string;
  sorts: Record<string, string>;
  /** Such as `-createdAt`. */
  defaultSort: string;
}

export declare function pageOf<E extends ObjectLiteral>(
  query: SelectQueryBuilder<E>,
  request: PageRequest,
  list: PageList,
): Promise<Page<E>>;

export declare function pageOfSql<Row extends object>(
  on: Pick<EntityManager, 'query'>,
  query: { sql: string; params?: unknown[] },
  request: PageRequest,
  list: PageList,
): Promise<Page<Row>>;
