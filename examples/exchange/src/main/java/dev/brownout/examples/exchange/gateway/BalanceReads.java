package dev.brownout.examples.exchange.gateway;

import dev.brownout.examples.exchange.http.ApiException;
import dev.brownout.examples.exchange.http.Deadline;
import dev.brownout.examples.exchange.ledger.Balance;
import java.util.List;
import java.util.Optional;

/** Strategy: what a balance read answers, above all when the ledger cannot be asked. */
interface BalanceReads {
    /**
     * What is known of an account.
     *
     * @param balances by asset
     * @param asOfMs when that was true, epoch milliseconds
     * @param stale whether it is an older answer, to be labelled as such
     */
    record Known(List<Balance> balances, long asOfMs, boolean stale) {
        /** Copies the balances. */
        public Known {
            balances = List.copyOf(balances);
        }
    }

    /**
     * Reads an account.
     *
     * @throws ApiException −1008 if nothing true can be said
     */
    Known read(String account, Deadline deadline) throws ApiException, InterruptedException;

    /** Reads from the ledger, once; nothing if it cannot be asked. */
    interface Source {
        /** Reads. */
        Optional<List<Balance>> read(String account, Deadline deadline) throws InterruptedException;
    }
}
