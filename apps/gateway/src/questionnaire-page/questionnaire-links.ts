import { Inject, Injectable } from '@nestjs/common';
import { linkedId, linkPath, linkToken } from '#libs/links';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';

/** QN-1. The personal links of questionnaires: made and read here, known to no service. */
@Injectable()
export class QuestionnaireLinks {
  constructor(@Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig) {}

  /** Whoever has it may answer: only for the contact whom the questionnaire is for. */
  linkOf(id: string): string {
    const { PUBLIC_URL, LINK_KEY } = this.config;
    return PUBLIC_URL + linkPath('questionnaire', linkToken(LINK_KEY, 'questionnaire', id));
  }

  /** The questionnaire that a token stands for; null for anything that isn't a token of ours. */
  idOf(token: string): string | null {
    return linkedId(this.config.LINK_KEY, 'questionnaire', token);
  }
}
