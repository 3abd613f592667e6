import { Controller } from '@nestjs/common';
import {
  answerConduct,
  getConductLadders,
  getConductRecord,
  listConductRecords,
  recordConduct,
  setConductLadders,
} from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { ConductRecordsService } from './conduct-records.service.js';
import { LaddersService } from './ladders.service.js';
import { RecordingService } from './recording.service.js';

@Controller()
export class ConductController {
  constructor(
    private readonly ladders: LaddersService,
    private readonly records: ConductRecordsService,
    private readonly recording: RecordingService,
  ) {}

  @Rpc(getConductLadders)
  getLadders({ actor }: Call<typeof getConductLadders>) {
    return this.ladders.get(actor);
  }

  @Rpc(setConductLadders)
  setLadders(call: Call<typeof setConductLadders>) {
    return this.ladders.set(call);
  }

  @Rpc(listConductRecords)
  list({ actor, input }: Call<typeof listConductRecords>) {
    return this.records.list(actor, input);
  }

  @Rpc(getConductRecord)
  get({ actor, input }: Call<typeof getConductRecord>) {
    return this.records.get(actor, input.id);
  }

  @Rpc(recordConduct)
  record(call: Call<typeof recordConduct>) {
    return this.recording.record(call);
  }

  @Rpc(answerConduct)
  answer(call: Call<typeof answerConduct>) {
    return this.recording.answer(call);
  }
}
