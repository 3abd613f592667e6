import { DomainError } from '#libs/errors';

/** The last row of a page: its sort column as text, and its id. */
export interface CursorPosition {
  pageKey: string;
  pageId: string;
}

export const badCursor = (): DomainError =>
  new DomainError('request.bad-cursor', 'malformed', 'This cursor is not one that this list, so sorted, gave out.', {
    errors: [{ field: 'cursor', message: 'must be the nextCursor of the page before' }],
  });

/** Opaque to callers: base64url of `[sort, key, id]`. */
export const cursorAt = (sort: string, { pageKey, pageId }: CursorPosition): string =>
  Buffer.from(JSON.stringify([sort, pageKey, pageId])).toString('base64url');

/** Throws 400 `request.bad-cursor` for what `cursorAt` never made, or made for another sort. */
export function readCursor(cursor: string, sort: string): CursorPosition {
  const parts = parse(Buffer.from(cursor, 'base64url').toString());
  if (!Array.isArray(parts) || parts.length !== 3 || parts[0] !== sort) throw badCursor();
  const [, pageKey, pageId] = parts as unknown[];
  if (typeof pageKey !== 'string' || typeof pageId !== 'string') throw badCursor();
  if (`${pageKey}${pageId}`.includes('\0')) throw badCursor();
  return { pageKey, pageId };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw badCursor();
  }
}
