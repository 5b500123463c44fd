/** How many findings one act may name; many more of a kind are better meant by conditions. */
export const MOST_FINDINGS_NAMED = 2000;
