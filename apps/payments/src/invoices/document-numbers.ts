import type { EntityManager } from 'typeorm';

export interface DocumentNumber {
  year: number;
  serial: number;
  number: string;
}

/**
 * PM-4. The next number of its series and year. The row stays locked until the commit: who comes next waits, and what is
 * rolled back gives its number back, so none is missing. Take it late.
 */
export async function nextNumber(
  tx: Pick<EntityManager, 'query'>,
  { series, prefix, issuedOn }: { series: 'invoice' | 'credit-note'; prefix: string; issuedOn: string },
): Promise<DocumentNumber> {
  const year = Number(issuedOn.slice(0, 4));
  const [row] = await tx.query<{ last: number }[]>(
    `insert into document_numbers as known (series, year, last) values ($1, $2, 1)
     on conflict (series, year) do update set last = known.last + 1 returning last`,
    [series, year],
  );
  const serial = row!.last;
  return { year, serial, number: `${prefix}-${year}-${serial.toString().padStart(6, '0')}` };
}
