// The monthly report to the client (QN-12)
export {};
