import { SetMetadata } from '@nestjs/common';

const LIMIT_CODES = 'shoreline:limit-codes';

/** The route opens by a code that people type: few attempts for each caller's address, so that nobody guesses one. */
export const LimitCodes = (): MethodDecorator => SetMetadata(LIMIT_CODES, true);

export const limitsCodes = (handler: object): boolean => Reflect.hasMetadata(LIMIT_CODES, handler);
