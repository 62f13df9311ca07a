// The rows of the board as the server sends them (org.peftboard.leaderboard.RowsJson): one array a quantity, repeated words as places in a list.

const ADAPTER_BYTES = 4;

/** The key of a row on this page: its place, so written that keys sort as the rows' ids do. */
export function keyOf(place) {
  return String(place).padStart(7, "0");
}

/**
 * One object a row. Its id on this page is its key; what it is called in addresses, publicId, comes later.
 * @param json {count, columns, words}
 */
export function rowsOf({ count, columns, words }) {
  const word = (name, index) => words[name][columns[name][index]];
  return Array.from({ length: count }, (nothing, index) => {
    const method = columns.method[index];
    const row = {
      id: keyOf(index), publicId: "", title: titleOf(columns.title[index], words.methodTitle[method]), method: words.method[method], family: words.family[method],
      by: word("by", index), score: columns.score[index], parameters: columns.parameters[index], latency: columns.latency[index], memory: columns.memory[index],
      mergeable: columns.mergeable[index], adapterBytes: adapterBytes(columns.adapterOver[index], columns.parameters[index]), date: word("date", index) || null,
      reference: columns.reference[index] !== null, base: columns.base[index] === 1,
    };
    row.verified = columns.verified ? word("verified", index) : "";
    row.flagged = columns.flagged?.[index] === 1;
    row.origin = row.by === "" ? "published" : row.reference ? "reference" : "submission";
    row.text = [row.title, words.methodTitle[method], row.method, row.family, row.by].join(" ").toLowerCase();
    return row;
  });
}

function titleOf(text, methodTitle) {
  return text.startsWith("=") ? text.slice(1) : methodTitle + text;
}

function adapterBytes(over, parameters) {
  return over !== null && Number.isInteger(parameters) ? over + ADAPTER_BYTES * parameters : over;
}
