import { Controller } from '@nestjs/common';
import { commitImport, getImport, previewImport } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { ImportService } from './import.service.js';

@Controller()
export class ImportController {
  constructor(private readonly imports: ImportService) {}

  @Rpc(previewImport)
  preview(call: Call<typeof previewImport>) {
    return this.imports.preview(call);
  }

  @Rpc(commitImport)
  commit(call: Call<typeof commitImport>) {
    return this.imports.commit(call);
  }

  @Rpc(getImport)
  get({ actor, input }: Call<typeof getImport>) {
    return this.imports.get(actor, input.id);
  }
}
