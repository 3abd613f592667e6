import { linkPath } from '#libs/links';
import { isUntraced } from './untraced.js';

describe('What leaves no trace', () => {
  it.each([
    [linkPath('questionnaire', 'a-token'), true],
    [linkPath('client-report', 'a-token'), true],
    [`${linkPath('client-report', 'a-token')}/report.pdf`, true],
    [linkPath('invoice', 'a-token'), true],
    [`${linkPath('invoice', 'a-token')}/invoice.pdf`, true],
    [linkPath('credit-note', 'a-token'), true],
    ['/health/ready', true],
    ['/metrics', true],
    ['/v1/questionnaires', false],
    ['/v1/client-reports', false],
    ['/v1/invoices', false],
    ['/v1/q/r/', false],
    ['/', false],
  ])('%s: %s', (url, untraced) => expect(isUntraced(url)).toBe(untraced));
});
