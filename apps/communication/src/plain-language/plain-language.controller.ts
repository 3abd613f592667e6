import { Controller } from '@nestjs/common';
import { addTerm, changeTerm, checkDraft, listTerms, removeTerm } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { checkText } from './draft.rules.js';
import { Glossary } from './glossary.js';
import { mayRead, TermsService } from './terms.service.js';

@Controller()
export class PlainLanguageController {
  constructor(
    private readonly terms: TermsService,
    private readonly glossary: Glossary,
  ) {}

  @Rpc(listTerms)
  list({ actor, input }: Call<typeof listTerms>) {
    return this.terms.list(actor, input);
  }

  @Rpc(addTerm)
  add(call: Call<typeof addTerm>) {
    return this.terms.add(call);
  }

  @Rpc(changeTerm)
  change(call: Call<typeof changeTerm>) {
    return this.terms.change(call);
  }

  @Rpc(removeTerm)
  remove(call: Call<typeof removeTerm>) {
    return this.terms.remove(call);
  }

  @Rpc(checkDraft)
  async check({ actor, input }: Call<typeof checkDraft>) {
    mayRead(actor);
    return checkText(input.text, await this.glossary.compiled());
  }
}
