import { conflict } from '#libs/errors';

/** PL-13. Of whatever would place an expert whom its strikes bar. */
export const barredByStrikes = conflict(
  'placement.barred-by-strikes',
  "The expert lost 2 clients over Communication (Hard to understand; Slow answers) and can't be placed until that is forgiven or lifted.",
  {
    rule: 'PL-13',
    facts: {
      bars: [
        {
          group: 'communication',
          categories: ['slow-answers', 'unclear-language'],
          since: '2026-06-15T09:00:00.000Z',
        },
      ],
    },
  },
);
