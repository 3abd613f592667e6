/** Why no second try can help. */
export type PoisonKind = 'too-large' | 'bad-json' | 'not-an-event' | 'unknown-type' | 'wrong-schema' | 'refused';

/** Thrown for a message that will never be right; it's parked at once. */
export class Poison extends Error {
  constructor(
    readonly kind: PoisonKind,
    message: string,
  ) {
    super(message);
    this.name = 'Poison';
  }
}
