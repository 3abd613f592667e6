/** Questions sent, and answers by kind. */
export interface Tally {
  asked: number;
  promoters: number;
  passives: number;
  detractors: number;
}
export type Kind = Exclude<keyof Tally, 'asked'>;

/** QN-2. 9 and 10 promote, 7 and 8 are passive, 0 to 6 detract. */
export const kindOf = (score: number): Kind => (score >= 9 ? 'promoters' : score >= 7 ? 'passives' : 'detractors');

export const isDetractor = (score: number | null): boolean => score !== null && kindOf(score) === 'detractors';

export interface Score {
  asked: number;
  n: number;
  responseRate: number | null;
  tooFew: boolean;
  score: number | null;
  interval: { low: number; high: number } | null;
  promoters: number | null;
  passives: number | null;
  detractors: number | null;
}

/**
 * QN-2. Percent promoters less percent detractors, with n, response rate and interval. Of 40 asked 12 promote, 5 are
 * passive, 3 detract: n is 20, half of those asked, the score 60 − 15 = 45. With fewer than `leastAnswers` answers there
 * is no score, nor anything to work it out from.
 */
export function npsOf({ asked, promoters, passives, detractors }: Tally, leastAnswers: number): Score {
  const n = promoters + passives + detractors;
  const counted = { asked, n, responseRate: asked ? tenths((100 * n) / asked) : null };
  if (n < leastAnswers) {
    return {
      ...{ ...counted, tooFew: true, score: null, interval: null },
      ...{ promoters: null, passives: null, detractors: null },
    };
  }
  const kinds = { promoters, passives, detractors };
  const score = tenths((100 * (promoters - detractors)) / n);
  return { ...counted, tooFew: false, score, interval: intervalOf(kinds), ...kinds };
}

/** Of the normal distribution, for 95 % confidence. */
const z = 1.959964;

/**
 * QN-2. The 95 % interval by the adjusted Wald method: three answers are added, ¾ promoter, 1½ passive, ¾ detractor, then
 * the variance of a difference of two shares of one sample is taken: p + d − (p − d)². It covers well from small samples
 * on (B. Rocks, “Interval Estimation for the Net Promoter Score”, The American Statistician 70(4), 2016; after Bonett and
 * Price, 2012). 12 promoters, 5 passives, 3 detractors: 39.1 ± 30.7, hence 8.4 to 69.8.
 */
export function intervalOf({ promoters, passives, detractors }: Omit<Tally, 'asked'>): { low: number; high: number } {
  const n = promoters + passives + detractors + 3;
  const p = (promoters + 0.75) / n;
  const d = (detractors + 0.75) / n;
  const margin = z * Math.sqrt((p + d - (p - d) ** 2) / n);
  return {
    low: tenths(100 * Math.max(-1, p - d - margin)),
    high: tenths(100 * Math.min(1, p - d + margin)),
  };
}

/** Half away from nothing, so that a score and its opposite are written alike. */
const tenths = (value: number): number => (Math.sign(value) * Math.round(Math.abs(value) * 10)) / 10 || 0;
