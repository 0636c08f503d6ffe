/**
 * Whether a host still answers what it has answered before. Silence is believed only while it does: a congested way, a
 * host that limits its resets or a firewall that begins to shut us out look like dropped ports otherwise.
 *
 * A port that has answered (the canary) is asked again now and then while others stay silent. When it stays silent too,
 * what went unanswered since its last answer proves nothing: it is asked again, with half as much in flight, once the
 * canary has answered. One that never does so again ends the watch.
 *
 * A canary that is asked when all is calm says little of a burst before. So one that refuses (which costs its host least)
 * is also asked in the midst of the sending: when too few of these samples are answered, it is as if a check had failed.
 */

/** Silences that may rest on one proof; fewer while little is sent. */
const UNPROVEN_AT_MOST = 64;
const UNPROVEN_AT_LEAST = 8;
/** Fewer than these need no proof before the host's end. */
const UNPROVEN_AT_END = 16;
/** The canary's own service is not to be flooded. */
const CHECK_EVERY_MS = 50;
/** Tries of one check: at 20 % loss all are lost in fewer than one check of a hundred. */
const TRIES = 3;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;
/** Checks in a row without an answer, about five seconds: then the canary is gone. */
const MISSES_AT_MOST = 7;
const LEAST_WINDOW = 1;
/** Share of the canary's tries that are answered, as a moving average: at 20 % loss it stays far above the least. */
const ANSWERED_GAIN = 0.1;
const ANSWERED_AT_LEAST = 0.55;
const ANSWERED_AFRESH = 0.75;
/** A sample goes with so many tries; with fewer where little is in flight, but never so few that samples fill the limit. */
const TRIES_PER_SAMPLE = 24;
const TRIES_PER_SAMPLE_AT_LEAST = 8;
/** While proofs come, as much more may be in flight each time. */
const WINDOW_GROWTH = 1.2;

/** A port of a host, as its task knows it. */
export interface PortRef<Task> {
  readonly task: Task;
  readonly offset: number;
}

export class HostPulse<Task> {
  #canary: PortRef<Task> | null = null;
  #isSure = false;
  #unproven: PortRef<Task>[] = [];
  #tries = 0;
  #misses = 0;
  #checkedAtMs = Number.NEGATIVE_INFINITY;
  #pausedUntilMs = Number.NEGATIVE_INFINITY;
  #window = Number.POSITIVE_INFINITY;
  #answeredShare = 1;
  #sentSinceSample = 0;
  /** The canary has stopped answering for good. */
  isGone = false;

  /** A port answered for itself. `isRefusal`: by an RST, which costs its host less than a connection. */
  answered(port: PortRef<Task>, isRefusal: boolean): void {
    if (this.#canary !== null && (this.#isSure || !isRefusal)) return;
    this.#canary = port;
    this.#isSure = isRefusal;
  }

  /** A try on a port of this host ended without an answer. */
  silent(port: PortRef<Task>): void {
    if (this.#canary !== null && !this.isGone) this.#unproven.push(port);
  }

  /** The task has ended: its ports are asked no more. */
  forget(task: Task): void {
    if (this.#canary?.task !== task) {
      this.#unproven = this.#unproven.filter((port) => port.task !== task);
      return;
    }
    this.#canary = null;
    this.#isSure = false;
    this.#tries = 0;
    this.#misses = 0;
    this.#unproven = [];
  }

  /** Most tries in flight to this host. */
  get window(): number {
    return this.#misses > 0 ? 0 : this.#window;
  }

  /** It has been found to answer less than it is asked, for whatever reason. */
  get wasShort(): boolean {
    return Number.isFinite(this.#window);
  }

  /** A check is under way, or due before anything else. */
  get isAsking(): boolean {
    return this.#tries > 0 || this.#misses > 0;
  }

  /** Whether so much silence has gathered that the host must not end before it was proven. */
  get isOwing(): boolean {
    return !this.isGone && this.#canary !== null && this.#unproven.length >= UNPROVEN_AT_END;
  }

  /** The port to ask now, or null. `atEnd`: nothing else is left to ask of the host. */
  next(nowMs: number, atEnd: boolean): PortRef<Task> | null {
    const { isGone } = this;
    if (isGone || this.#canary === null || this.#tries > 0 || nowMs < this.#pausedUntilMs) return null;
    const most = Math.max(UNPROVEN_AT_LEAST, Math.min(UNPROVEN_AT_MOST, this.#window));
    const isFull = this.#unproven.length >= most && nowMs - this.#checkedAtMs >= CHECK_EVERY_MS;
    if (this.#misses === 0 && !isFull && !(atEnd && this.isOwing)) return null;
    this.#tries = 1;
    return this.#canary;
  }

  /** A try is sent to this host. The port to ask with it, as a sample, or null. */
  sampleWith(): PortRef<Task> | null {
    if (this.#canary === null || !this.#isSure || this.isGone || this.#unproven.length === 0) return null;
    this.#sentSinceSample += 1;
    if (this.#sentSinceSample < this.#triesPerSample) return null;
    this.#sentSinceSample = 0;
    return this.#canary;
  }

  get #triesPerSample(): number {
    return Math.min(TRIES_PER_SAMPLE, Math.max(TRIES_PER_SAMPLE_AT_LEAST, this.#window));
  }

  /** What became of a sample. The ports whose silence is void, none mostly; `inFlight` as for {@link missed}. */
  sampled(isAnswered: boolean, nowMs: number, inFlight: number): PortRef<Task>[] {
    if (this.#canary === null || this.isGone || this.#misses > 0) return [];
    this.#note(isAnswered);
    return this.#isFair ? [] : this.#fail(nowMs, inFlight);
  }

  /** The canary answered: all silence so far was real. */
  proven(nowMs: number): void {
    if (this.#tries === 0) return;
    this.#note(true);
    this.#tries = 0;
    this.#misses = 0;
    this.#checkedAtMs = nowMs;
    this.#unproven = [];
    this.#window = Math.ceil(this.#window * WINDOW_GROWTH);
  }

  /**
   * A try of the check ended in silence. The port to ask at once again, or the ports whose silence is void. `inFlight`:
   * tries to this host now.
   */
  missed(nowMs: number, inFlight: number): { again: PortRef<Task> } | { doubtful: PortRef<Task>[] } {
    const again = this.#canary;
    this.#note(false);
    if (again !== null && this.#isFair && this.#tries > 0 && this.#tries < TRIES && this.#misses === 0) {
      this.#tries += 1;
      return { again };
    }
    return { doubtful: this.#fail(nowMs, inFlight) };
  }

  #note(isAnswered: boolean): void {
    this.#answeredShare += ANSWERED_GAIN * ((isAnswered ? 1 : 0) - this.#answeredShare);
  }

  /** Now and then answered is not enough: a host that limits its answers would pass for one on a lossy way. */
  get #isFair(): boolean {
    return this.#answeredShare >= ANSWERED_AT_LEAST;
  }

  #fail(nowMs: number, inFlight: number): PortRef<Task>[] {
    this.#answeredShare = ANSWERED_AFRESH;
    this.#tries = 0;
    this.#misses += 1;
    this.#checkedAtMs = nowMs;
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#misses - 1));
    this.#pausedUntilMs = nowMs + pauseMs;
    if (this.#misses === 1) {
      const reached = Math.min(this.#window, Math.max(inFlight, UNPROVEN_AT_MOST));
      this.#window = Math.max(LEAST_WINDOW, Math.floor(reached / 2));
    }
    const doubtful = this.#unproven;
    this.#unproven = [];
    if (this.#misses >= MISSES_AT_MOST) {
      this.isGone = true;
      this.#misses = 0;
    }
    return doubtful;
  }
}
