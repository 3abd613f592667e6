// Complaints and coaching (QN-4), problems seen twice (QN-11)
export {};
