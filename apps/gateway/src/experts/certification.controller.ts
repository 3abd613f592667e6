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
  Termination,
} from '#libs/contracts';
import { conflict, invalid, invalidField } from '#libs/errors';
import { Caller, Endpoint, PathId, Services, staff } from '../http/index.js';

/** The reason is optional, and so is the body. */
const OptionalReason = ExpertStep.optional();

const wrongStage = conflict('placement.wrong-stage', 'It is applied; this step is possible from certified only.', {
  rule: 'PL-1',
  facts: { state: 'applied', possibleFrom: ['certified'] },
});

@ApiTags('Experts')
@Controller('experts/:id')
export class CertificationController {
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
    @Body({ schema: OptionalReason }) why: z.output<typeof OptionalReason>,
  ) {
    return this.services.ask(caller, screenExpert, { id, ...why });
  }

  @Endpoint({
    summary: 'Certify an expert for a programme',
    description: 'Refused with each bar of the programme the expert is under.',
    rules: ['PL-1'],
    roles: staff,
    answer: certifyExpert,
    status: 200,
    errors: [
      wrongStage,
      conflict('placement.already-certified', 'The expert is certified for delivery-method.', { rule: 'PL-1' }),
      invalid('placement.below-the-bar', 'The expert is under the bar of the programme client-based.', {
        rule: 'PL-1',
        errors: [{ field: 'experienceYears', message: 'must be at least 5, is 4' }],
        facts: { programme: 'client-based', bars: [{ field: 'experienceYears', required: 5, actual: 4 }] },
      }),
      invalidField('placement.no-such-programme', 'programme', 'must be one of the programmes'),
    ],
    examples: { request: { programme: 'delivery-method' } },
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
    @Body({ schema: StageChange }) why: z.output<typeof StageChange>,
  ) {
    return this.services.ask(caller, suspendExpert, { id, ...why });
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
    @Body({ schema: StageChange }) why: z.output<typeof StageChange>,
  ) {
    return this.services.ask(caller, reinstateExpert, { id, ...why });
  }

  @Endpoint({
    summary: 'Terminate an expert',
    description:
      'An applicant, or a certified expert that wishes to leave, with its written wish. Any other termination of a certified expert is proposed and decided.',
    rules: ['PL-1', 'PL-14'],
    roles: staff,
    answer: terminateExpert,
    status: 200,
    errors: [
      wrongStage,
      conflict(
        'placement.termination-needs-decision',
        'A certified expert is terminated by a decided proposal, or at its own written wish.',
        { rule: 'PL-14', facts: { stage: 'certified' } },
      ),
    ],
    examples: { request: { reason: 'Leaves at the end of March.', ownWish: 'I found work near home; thank you.' } },
  })
  @Post('termination')
  terminate(
    @Caller() caller: Caller,
    @PathId() id: string,
    @Body({ schema: Termination }) why: z.output<typeof Termination>,
  ) {
    return this.services.ask(caller, terminateExpert, { id, ...why });
  }
}
