export const rebake = { prepare: () => () => ({}), contestants: [] };
