// Problem situations: what went wrong before, and which expectation prevents it (PL-11, QN-11)
export {};
