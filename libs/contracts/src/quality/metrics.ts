// Metric pairs: what is delivered, and what the client says of it (QN-5, QN-6)
export {};
