/** 95 minutes are 1 h 35 min; corrections can make less than none. */
export function hours(given: number): string {
  const minutes = Math.abs(Math.round(given));
  const whole = Math.floor(minutes / 60);
  const parts = [...(whole ? [`${whole} h`] : []), ...(minutes % 60 || !whole ? [`${minutes % 60} min`] : [])];
  return `${given < 0 ? '−' : ''}${parts.join(' ')}`;
}

/** An amount as people read it, digit for digit: `1234567.50` is 1,234,567.50. */
export function grouped(amount: string): string {
  const [whole = '', fraction] = amount.replace('-', '').split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${amount.startsWith('-') ? '−' : ''}${groups}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** In fours, as IBANs and references are read: `DE89 3704 0044`. */
export const inFours = (text: string): string => text.replace(/.{4}(?=.)/g, '$& ');
