export const ink = '#1a1f24';
export const soft = '#4a545e';
export const accent = '#0b5394';
export const faint = '#d5dbe1';
