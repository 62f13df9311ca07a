// The rows of the board as the server sends them: one array a quantity, repeated words as places in a list.

/**
 * One object a row.
 * @param json {count, columns, words}
 */
export function rowsOf({ count, columns, words }) {
  const word = (name, index) => words[name][columns[name][index]];
  return Array.from({ length: count }, (nothing, index) => {
    const row = {
      id: columns.id[index], title: columns.title[index], method: word("method", index), family: word("family", index), by: word("by", index),
      score: columns.score[index], parameters: columns.parameters[index], latency: columns.latency[index], memory: columns.memory[index],
      mergeable: columns.mergeable[index], adapterBytes: columns.adapterBytes[index], date: columns.date[index],
      reference: columns.reference[index] !== null, base: columns.base[index] === 1,
    };
    row.verified = columns.verified ? word("verified", index) : "";
    row.flagged = columns.flagged?.[index] === 1;
    row.origin = row.by === "" ? "published" : row.reference ? "reference" : "submission";
    row.text = [row.title, word("methodTitle", index), row.method, row.family, row.by].join(" ").toLowerCase();
    return row;
  });
}
