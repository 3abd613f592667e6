import { SetMetadata } from '@nestjs/common';

const LIMIT_LOGIN = 'shoreline:limit-login';

/** The route checks a password: few attempts for each e-mail address and caller's address. */
export const LimitLogin = (): MethodDecorator => SetMetadata(LIMIT_LOGIN, true);

export const limitsLogin = (handler: object): boolean => Reflect.hasMetadata(LIMIT_LOGIN, handler);
