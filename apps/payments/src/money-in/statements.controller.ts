import { Controller } from '@nestjs/common';
import { network, requireRole, staff } from '#libs/access';
import { getBankStatement, importBankStatement, listBankStatements, listStatementEntries } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { Transactions } from '#libs/persistence';
import { StatementImport } from './statement-import.js';
import { StatementsService, statementView } from './statements.service.js';

@Controller()
export class StatementsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly imports: StatementImport,
    private readonly statements: StatementsService,
  ) {}

  @Rpc(importBankStatement)
  import(call: Call<typeof importBankStatement>) {
    const { actor, input } = call;
    requireRole(actor, ...network);
    return this.transactions.command(call, async (tx) => ({
      items: (await this.imports.import(tx, actor, input.xml)).map(statementView),
    }));
  }

  @Rpc(getBankStatement)
  async get({ actor, input }: Call<typeof getBankStatement>) {
    requireRole(actor, ...staff);
    return statementView(await this.statements.get(input.id));
  }

  @Rpc(listBankStatements)
  async list({ actor, input }: Call<typeof listBankStatements>) {
    requireRole(actor, ...staff);
    const page = await this.statements.list(input);
    return { ...page, items: page.items.map(statementView) };
  }

  @Rpc(listStatementEntries)
  entries({ actor, input }: Call<typeof listStatementEntries>) {
    requireRole(actor, ...staff);
    return this.statements.entries(input);
  }
}
