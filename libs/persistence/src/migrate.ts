import { DataSource, type MigrationInterface } from 'typeorm';

export type MigrationClass = new () => MigrationInterface;

export declare function migrate(about: { url: string; name: string; migrations: MigrationClass[] }): Promise<void>;
