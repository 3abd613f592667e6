export const requests = 'stock.requests';
export const events = 'stock.events';
export const echoes = 'stock.echoes';
