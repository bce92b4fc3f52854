import type { DocumentProgress, DocumentSummary, TableProgress, TableSummary } from "../../badgepack.js";
import { exportIssuer, exportTable } from "../../issuer.js";
import type { Streamed } from "../../run-stream.js";
import type { Place as SavePlace } from "../../save.js";
import { checkedTo, Run, type Extent } from "../run.js";
import type { Account } from "../account.js";
import type { Order } from "./choice.js";

/** The file of an order; nothing is fetched before it is read. */
export function file(order: Order, { portal, session }: Account, signal?: AbortSignal, onProgress?: (progress: TableProgress | DocumentProgress) => void): Streamed<TableSummary | DocumentSummary> & { name: string } {
  const signedIn = { portal: { url: portal.url }, token: session.token, renew: session.renew, signal, onProgress };
  if (order.kind === "document") return exportIssuer({ ...signedIn, ...order.spec });
  return exportTable({ ...signedIn, ...order.spec, ...(order.expected > 0 ? { expected: order.expected } : {}) });
}

/** A table or a document on its way to disk. */
export class DataRun extends Run<TableProgress | DocumentProgress, TableSummary | DocumentSummary> {
  constructor(
    readonly order: Order,
    account: Account,
    place: SavePlace,
    changed: () => void,
  ) {
    super({ begin: (signal, onProgress) => file(order, account, signal, onProgress), keep: checkedTo(place), changed });
  }

  /** Records that were read, and those that there are: as a look before told, or else about as many as their dates tell. */
  get extent(): Extent {
    const { progress, order } = this;
    const isTable = progress && "listed" in progress;
    const done = !progress ? 0 : isTable ? progress.listed : progress.badgeClasses + progress.assertions + progress.recipientGroups + progress.pathways;
    const total = order.expected || (isTable ? (progress.estimated ?? 0) : 0);
    return { done, total: total > 0 ? Math.max(total, done) : 0 };
  }
}
