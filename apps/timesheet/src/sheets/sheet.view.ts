import type { z } from 'zod';
import type { Sheet } from '#libs/contracts';
import type { EntryState } from '../types.js';
import type { SheetEntity } from './sheet.entity.js';
import { countedMinutes, overCap } from './sheets.rules.js';

export type SheetView = z.output<typeof Sheet>;

/** A sheet as its readers see it: its minutes are those that count, so without rejected ones. */
export function sheetView(
  sheet: SheetEntity,
  { minutesByState, weeklyCapMinutes }: Pick<SheetView, 'minutesByState' | 'weeklyCapMinutes'>,
): SheetView {
  const { id, placementId, clientId, expertId, week, state, summary, returnedReason, version } = sheet;
  const byState = Object.entries(minutesByState) as [EntryState, number][];
  const minutes = countedMinutes(byState.map(([lineState, sum]) => ({ state: lineState, minutes: sum })));
  return {
    ...{ id, placementId, clientId, expertId, week, state, summary, returnedReason, version },
    ...{ minutes, minutesByState, weeklyCapMinutes },
    overCapMinutes: overCap(minutes, weeklyCapMinutes),
    submittedAt: sheet.submittedAt?.toISOString() ?? null,
    approvesItselfAt: sheet.approvesItselfAt?.toISOString() ?? null,
  };
}

/** What every event about a sheet says. */
export const aboutSheet = ({ id, placementId, clientId, expertId, week }: SheetEntity) => ({
  sheetId: id,
  ...{ placementId, clientId, expertId, week },
});
