// Churn risk (QN-10)
export {};
