import type { MigrationClass } from '#libs/persistence';

export interface TestDatabase {
  /** DATABASE_URL of the runtime role. */
  url: string;
  /** URL of the owner role, for what only migrations may do. */
  ownerUrl: string;
  drop(): Promise<void>;
}

export declare function testDatabase(about: { service: string; migrations: MigrationClass[] }): Promise<TestDatabase>;
