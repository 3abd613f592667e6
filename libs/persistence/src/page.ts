import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { DomainError } from '#libs/errors';
import { driverError } from './database-error.js';
import { badCursor, type CursorPosition, cursorAt, readCursor } from './cursor.js';

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

interface Keyset {
  sort: string;
  key: string;
  direction: 'ASC' | 'DESC';
  /** On which side of the cursor the page lies. */
  beyond: '>' | '<';
  after: CursorPosition | undefined;
  limit: number;
}

/**
 * One page of an entity query that has no order yet and joins no to-many relation.
 * Throws 400 `request.bad-sort`, 400 `request.bad-cursor`.
 */
export async function pageOf<E extends ObjectLiteral>(
  query: SelectQueryBuilder<E>,
  request: PageRequest,
  list: PageList,
): Promise<Page<E>> {
  const keyset = keysetOf(request, list);
  const { key, direction, after } = keyset;
  if (after) query.andWhere(`(${key}, ${list.id}) ${keyset.beyond} (:pageKey, :pageId)`, after);
  query
    .addSelect(`(${key})::text`, 'page_key')
    .addSelect(`(${list.id})::text`, 'page_id')
    .orderBy(key, direction)
    .addOrderBy(list.id, direction)
    .limit(keyset.limit + 1);
  const { entities, raw } = await refusingBadCursor(keyset, () => query.getRawAndEntities<PositionColumns>());
  return pageFrom(keyset, entities, raw);
}

/**
 * One page of a plain query without order; `id` and the sorts name columns it gives out, its parameters are `$1`….
 * Throws 400 `request.bad-sort`, 400 `request.bad-cursor`.
 */
export async function pageOfSql<Row extends object>(
  on: Pick<EntityManager, 'query'>,
  query: { sql: string; params?: readonly unknown[] },
  request: PageRequest,
  list: PageList,
): Promise<Page<Row>> {
  const keyset = keysetOf(request, list);
  const { direction, after } = keyset;
  const [key, id] = [`page.${keyset.key}`, `page.${list.id}`];
  const params = [...(query.params ?? []), ...(after ? [after.pageKey, after.pageId] : [])];
  const where = after ? `where (${key}, ${id}) ${keyset.beyond} ($${params.length - 1}, $${params.length})` : '';
  const rows = await refusingBadCursor(keyset, () =>
    on.query<(Row & PositionColumns)[]>(
      `select page.*, ${key}::text as page_key, ${id}::text as page_id from (${query.sql}) page ${where}
       order by ${key} ${direction}, ${id} ${direction} limit ${keyset.limit + 1}`,
      params,
    ),
  );
  const items = rows.map(({ page_key: _key, page_id: _id, ...item }) => item as unknown as Row);
  return pageFrom(keyset, items, rows);
}

/** The sort column as Postgres writes it: a JS Date would lose its microseconds, and rows with them. */
interface PositionColumns {
  page_key: string;
  page_id: string;
}

function keysetOf({ cursor, limit = 25, sort: asked }: PageRequest, list: PageList): Keyset {
  const sort = asked ?? list.defaultSort;
  const descending = sort.startsWith('-');
  const name = descending ? sort.slice(1) : sort;
  const key = Object.hasOwn(list.sorts, name) ? list.sorts[name] : undefined;
  if (!key) {
    const known = Object.keys(list.sorts);
    throw new DomainError('request.bad-sort', 'malformed', `This list sorts by ${known.join(', ')}.`, {
      errors: [{ field: 'sort', message: `must be one of ${known.join(', ')}, with - in front for descending` }],
    });
  }
  return {
    sort,
    key,
    direction: descending ? 'DESC' : 'ASC',
    beyond: descending ? '<' : '>',
    after: cursor ? readCursor(cursor, sort) : undefined,
    limit,
  };
}

/** A well-formed cursor may still hold what is no date, number or id: Postgres notices. */
async function refusingBadCursor<T>(keyset: Keyset, query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    if (keyset.after && ['22003', '22P02', '22007', '22008'].includes(driverError(error).code ?? '')) throw badCursor();
    throw error;
  }
}

function pageFrom<T>({ limit, sort }: Keyset, items: T[], positions: PositionColumns[]): Page<T> {
  const last = items.length > limit ? positions[limit - 1] : undefined;
  return {
    items: items.slice(0, limit),
    nextCursor: last ? cursorAt(sort, { pageKey: last.page_key, pageId: last.page_id }) : null,
  };
}
