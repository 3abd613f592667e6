// English sessions and tips (QN-9)
export {};
