// The Employee Excellence Award (QN-8)
export {};
