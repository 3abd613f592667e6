import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type CompiledGlossary, compileGlossary } from './glossary.rules.js';
import { TermEntity } from './term.entity.js';

/** CS-10. The glossary, ready to mark with; made anew only after somebody changed it, in whatever replica. */
@Injectable()
export class Glossary {
  private known?: { version: number; compiled: CompiledGlossary };

  constructor(private readonly dataSource: DataSource) {}

  async compiled(): Promise<CompiledGlossary> {
    // The version is read before the terms: a change in between is noticed the next time.
    const [edit] = await this.dataSource.query<{ version: number }[]>('select version from glossary_version');
    const version = edit?.version ?? 0;
    if (this.known?.version !== version) {
      const terms = await this.dataSource.manager.find(TermEntity, { order: { key: 'ASC' } });
      this.known = { version, compiled: compileGlossary(terms) };
    }
    return this.known.compiled;
  }

  async changed(tx: EntityManager): Promise<void> {
    await tx.query('update glossary_version set version = version + 1');
  }
}
