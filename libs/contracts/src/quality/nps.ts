// NPS (QN-2)
export {};
