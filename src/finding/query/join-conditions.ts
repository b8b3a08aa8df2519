/** SQLite makes a tree of conditions that stand side by side, a level for each, and takes a thousand levels at the most. */
const sideBySide = 100;

/** SQL of conditions joined by an operator. Very many become a balanced tree: ids that another program hands over are a question, too. */
export function joinConditions(conditions: readonly string[], operator: "AND" | "OR"): string {
  if (conditions.length <= sideBySide) return conditions.join(` ${operator} `);
  const middle = conditions.length >>> 1;
  const halves = [conditions.slice(0, middle), conditions.slice(middle)];
  return halves.map((half) => `(${joinConditions(half, operator)})`).join(` ${operator} `);
}
