import { v7 } from 'uuid';

/** A new UUIDv7: made in the app, unique without asking anybody, and sorted by the time it was made (kind to indexes). */
export const newId = (): string => v7();
