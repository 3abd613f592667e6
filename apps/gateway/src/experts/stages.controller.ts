import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  Certification,
  certifyExpert,
  ExpertStep,
  reinstateExpert,
  screenExpert,
  StageChange,
  suspendExpert,
  terminateExpert,
} from '#libs/contracts';
import { conflict, invalid } from '#libs/errors';
import { Caller, Endpoint, PathId, Services, staff } from '../http/index.js';

const wrongStage = conflict('placement.expert-stage', 'It is applied; this step is possible from screening only.', {
  rule: 'PL-1',
});

/** PL-1. Each step keeps who, when and why. */
@ApiTags('Experts')
@Controller('experts/:id')
export class StagesController {
  constructor(private readonly services: Services) {}

  @Endpoint({
    summary: 'Begin to screen an expert',
    rules: ['PL-1'],
    roles: staff,
    answer: screenExpert,
    status: 200,
    errors: [wrongStage],
  })
  @Post('screening')
  screen(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: ExpertStep }) step: z.output<typeof ExpertStep>,
  ) {
    return this.services.ask(caller, screenExpert, { id, ...step });
  }

  @Endpoint({
    summary: 'Certify an expert for a programme',
    description: 'Refused under the bar of experience or English, naming each bar that is missed.',
    rules: ['PL-1'],
    roles: staff,
    answer: certifyExpert,
    status: 200,
    errors: [
      invalid('placement.below-the-bar', 'The expert is under the bar of the programme client-based.', {
        rule: 'PL-1',
        errors: [{ field: 'english', message: 'is B2; the bar is C1' }],
      }),
      conflict('placement.already-certified', 'The expert is certified for client-based.', { rule: 'PL-1' }),
      wrongStage,
    ],
  })
  @Post('certifications')
  certify(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: Certification }) certification: z.output<typeof Certification>,
  ) {
    return this.services.ask(caller, certifyExpert, { id, ...certification });
  }

  @Endpoint({
    summary: 'Suspend an expert',
    rules: ['PL-1'],
    roles: staff,
    answer: suspendExpert,
    status: 200,
    errors: [wrongStage],
  })
  @Post('suspension')
  suspend(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: StageChange }) { reason }: z.output<typeof StageChange>,
  ) {
    return this.services.ask(caller, suspendExpert, { id, reason });
  }

  @Endpoint({
    summary: 'Reinstate a suspended expert',
    rules: ['PL-1'],
    roles: staff,
    answer: reinstateExpert,
    status: 200,
    errors: [wrongStage],
  })
  @Post('reinstatement')
  reinstate(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: StageChange }) { reason }: z.output<typeof StageChange>,
  ) {
    return this.services.ask(caller, reinstateExpert, { id, reason });
  }

  @Endpoint({
    summary: 'Terminate an expert',
    rules: ['PL-1'],
    roles: staff,
    answer: terminateExpert,
    status: 200,
    errors: [wrongStage],
  })
  @Post('termination')
  terminate(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: StageChange }) { reason }: z.output<typeof StageChange>,
  ) {
    return this.services.ask(caller, terminateExpert, { id, reason });
  }
}
