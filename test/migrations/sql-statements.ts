/** The single statements of a script, each with its comments, as SQLite keeps them; a trigger's body stays with it. */
export function statementsOf(script: string): readonly string[] {
  const statements: string[] = [];
  let begun = '';
  // Quoted texts and comments may hold semicolons; each is one piece.
  for (const [piece] of script.matchAll(/'(?:[^']|'')*'|--[^\n]*|;|[^';-]+|-/g)) {
    begun += piece;
    if (piece !== ';' || (isTrigger(begun) && !/\bEND\s*;$/i.test(begun))) continue;
    statements.push(begun.trim());
    begun = '';
  }
  if (begun.trim() !== '') statements.push(begun.trim());
  return statements;
}

function isTrigger(begun: string): boolean {
  return /^(\s*--[^\n]*\n)*\s*CREATE\s+TRIGGER/i.test(begun);
}
