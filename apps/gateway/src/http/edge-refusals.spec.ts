import { HttpException } from '@nestjs/common';
import { refusalOf } from './edge-refusals.js';

/** As the adapter hands over what Fastify refuses. */
const wrapped = (code: string): HttpException =>
  new HttpException('in words of its own', 400, { cause: Object.assign(new Error(), { code }) });

describe('What HTTP refuses by itself', () => {
  it.each([
    ['FST_ERR_CTP_INVALID_JSON_BODY', 'The body is not valid JSON.'],
    ['FST_ERR_CTP_EMPTY_JSON_BODY', 'The body is empty, though its media type says JSON.'],
    ['FST_ERR_OF_TOMORROW', 'The request is malformed.'],
  ])('%s is told in our words', (code, detail) => {
    expect(refusalOf(wrapped(code))).toEqual({ status: 400, code: 'request.malformed', detail });
  });

  it('says nothing of what nobody foresaw', () => {
    expect(refusalOf(new Error('password of the database'))).toMatchObject({ status: 500, code: 'internal' });
    expect(JSON.stringify(refusalOf(new Error('password of the database')))).not.toContain('password');
  });
});
