// One-to-ones (QN-7)
export {};
