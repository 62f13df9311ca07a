// One polite sentence for who does not see rows move, a little after the last change.

import { changeSentence } from "../state.js";

const ANNOUNCE_AFTER_MILLIS = 400;

export class Announcement {
  constructor(ranking) {
    this.ranking = ranking;
  }

  /** What the reader knows. */
  remember() {
    this.told = this.standing();
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const now = this.standing();
      document.getElementById("announcement").textContent = changeSentence(this.told, now, (id) => this.ranking.titleOf(id), this.ranking.say);
      this.told = now;
    }, ANNOUNCE_AFTER_MILLIS);
  }

  standing() {
    const { order, shares } = this.ranking;
    const leader = order.indices.length > 0 ? shares.ids[order.indices[0]] : undefined;
    return { leader, ranks: new Map(shares.ids.map((id, index) => [id, order.ranks[index]])) };
  }
}
