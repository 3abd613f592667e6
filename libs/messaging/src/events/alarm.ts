/** A sleep that can be cut short; a ring while nobody sleeps makes the next sleep end at once. */
export class Alarm {
  private rung = false;
  private wakeUp?: () => void;

  ring(): void {
    this.rung = true;
    this.wakeUp?.();
  }

  /** Ends after `ms`, or when rung; without `ms` only when rung. */
  async sleep(ms?: number): Promise<void> {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        const timer = ms === undefined ? undefined : setTimeout(resolve, ms);
        this.wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.rung = false;
    this.wakeUp = undefined;
  }
}
