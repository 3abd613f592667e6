import type { z } from 'zod';
import type { ContractTerms, Coverage } from '#libs/contracts';
import type { ServiceCalendar } from '#libs/service-clock';
import type { CoverageEntity } from './coverage.entity.js';

export type CoverageView = z.output<typeof Coverage>;

/** A coverage with the terms and the calendar in force. */
export function viewOf(coverage: CoverageEntity, terms: ContractTerms, calendar: ServiceCalendar): CoverageView {
  const { channelChosen: _chosen, termsUntil: _until, ...shown } = coverage;
  const { shifts, firstAnswerMinutes, hourlyUpdate, showTimeToleranceMinutes, breakNotices } = terms;
  return {
    ...shown,
    serviceHours: terms.serviceHours,
    holidays: [...calendar.holidays],
    ...{ shifts, firstAnswerMinutes, hourlyUpdate, showTimeToleranceMinutes, breakNotices },
  };
}
