-- The ledger: double-entry bookkeeping whose invariants Postgres itself holds. Applied once, in one transaction.
--   * the postings of an entry sum to zero for each asset       deferred constraint triggers
--   * no balance is negative, available or held                 CHECK balance_not_negative
--   * entries, postings and trades are append-only              triggers that refuse
--   * balances move only by postings                            trigger that refuses
--   * one order per (account, client order id)                  UNIQUE orders_once
--   * one entry per event of the engine, in order, without gaps  UNIQUE, and settle()
-- Lock order, so that nothing deadlocks: settlement row, then account rows by name, then all else.

CREATE TABLE account (
  name text PRIMARY KEY,
  external boolean NOT NULL DEFAULT false  -- the world outside, which opening balances come from
);

CREATE TABLE balance (
  account text NOT NULL REFERENCES account,
  asset text NOT NULL,
  external boolean NOT NULL,
  available numeric NOT NULL DEFAULT 0,
  held numeric NOT NULL DEFAULT 0,
  PRIMARY KEY (account, asset),
  CONSTRAINT balance_not_negative CHECK (external OR (available >= 0 AND held >= 0))
);

CREATE TABLE journal_entry (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('genesis', 'hold', 'trade', 'release')),
  engine_sequence bigint UNIQUE,
  order_id bigint,
  booked_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE UNIQUE INDEX genesis_once ON journal_entry (kind) WHERE kind = 'genesis';

CREATE TABLE posting (
  entry bigint NOT NULL REFERENCES journal_entry,
  line int NOT NULL,
  account text NOT NULL REFERENCES account,
  asset text NOT NULL,
  bucket text NOT NULL CHECK (bucket IN ('available', 'held')),
  amount numeric NOT NULL CHECK (amount <> 0),
  PRIMARY KEY (entry, line)
);

CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account text NOT NULL REFERENCES account,
  client_order_id text NOT NULL,
  intent_id text NOT NULL,       -- the id that the customer gave; differs only where a gateway resubmits under a new one
  token text NOT NULL,           -- the request that booked it: tells a gateway's own retry from a duplicate
  symbol text NOT NULL,
  side text NOT NULL CHECK (side IN ('BUY', 'SELL')),
  type text NOT NULL,
  time_in_force text NOT NULL,
  price numeric NOT NULL CHECK (price > 0),
  quantity numeric NOT NULL CHECK (quantity > 0),
  hold_asset text NOT NULL,
  held numeric NOT NULL CHECK (held >= 0),
  executed_quantity numeric NOT NULL DEFAULT 0,
  executed_quote numeric NOT NULL DEFAULT 0,
  status text NOT NULL DEFAULT 'PENDING_NEW',
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT orders_once UNIQUE (account, client_order_id),
  CONSTRAINT orders_not_overfilled CHECK (executed_quantity >= 0 AND executed_quantity <= quantity)
);
CREATE INDEX orders_pending ON orders (created_at) WHERE status = 'PENDING_NEW';

CREATE TABLE trade (
  id bigint PRIMARY KEY,
  engine_sequence bigint NOT NULL UNIQUE,
  symbol text NOT NULL,
  price numeric NOT NULL CHECK (price > 0),
  quantity numeric NOT NULL CHECK (quantity > 0),
  buy_order bigint NOT NULL REFERENCES orders,
  sell_order bigint NOT NULL REFERENCES orders,
  taker_side text NOT NULL,
  traded_at timestamptz NOT NULL
);

CREATE TABLE settlement (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  last_sequence bigint NOT NULL
);
INSERT INTO settlement (last_sequence) VALUES (0);

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON journal_entry FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON posting FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON trade FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON journal_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON posting FOR EACH STATEMENT EXECUTE FUNCTION refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON trade FOR EACH STATEMENT EXECUTE FUNCTION refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON balance FOR EACH STATEMENT EXECUTE FUNCTION refuse();

CREATE FUNCTION balance_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'balance moves only by postings: % refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER by_postings_only BEFORE INSERT OR UPDATE OR DELETE ON balance
  FOR EACH ROW EXECUTE FUNCTION balance_guard();

CREATE FUNCTION posting_moves_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE balance SET
      available = available + CASE NEW.bucket WHEN 'available' THEN NEW.amount ELSE 0 END,
      held = held + CASE NEW.bucket WHEN 'held' THEN NEW.amount ELSE 0 END
    WHERE account = NEW.account AND asset = NEW.asset;
  IF NOT FOUND THEN
    INSERT INTO balance (account, asset, external, available, held)
      SELECT NEW.account, NEW.asset, a.external,
             CASE NEW.bucket WHEN 'available' THEN NEW.amount ELSE 0 END,
             CASE NEW.bucket WHEN 'held' THEN NEW.amount ELSE 0 END
        FROM account a WHERE a.name = NEW.account;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER moves_balance AFTER INSERT ON posting FOR EACH ROW EXECUTE FUNCTION posting_moves_balance();

CREATE FUNCTION entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  which bigint;
  assets int;
  bad text;
BEGIN
  IF TG_TABLE_NAME = 'posting' THEN which := NEW.entry; ELSE which := NEW.id; END IF;
  SELECT count(*), string_agg(asset || ' ' || total, ', ') FILTER (WHERE total <> 0) INTO assets, bad
    FROM (SELECT asset, sum(amount) AS total FROM posting WHERE entry = which GROUP BY asset) sums;
  IF bad IS NOT NULL THEN
    RAISE EXCEPTION 'postings of entry % must sum to zero per asset, but were off by %', which, bad
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF assets = 0 THEN
    RAISE EXCEPTION 'entry % must have postings, but had none', which USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER sums_to_zero AFTER INSERT ON journal_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION entry_balances();
CREATE CONSTRAINT TRIGGER sums_to_zero AFTER INSERT ON posting
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION entry_balances();

-- Books opening balances against the outside. p: [{"account": …, "asset": …, "amount": "…"}]. Once in a ledger's life.
CREATE FUNCTION genesis(p jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  e bigint;
BEGIN
  INSERT INTO account (name, external) VALUES ('outside', true);
  INSERT INTO account (name) SELECT DISTINCT r ->> 'account' FROM jsonb_array_elements(p) r;
  INSERT INTO journal_entry (kind) VALUES ('genesis') RETURNING id INTO e;
  INSERT INTO posting (entry, line, account, asset, bucket, amount)
    SELECT e, row_number() OVER (), x.account, x.asset, 'available', x.amount FROM (
      SELECT r ->> 'account' AS account, r ->> 'asset' AS asset, (r ->> 'amount')::numeric AS amount
        FROM jsonb_array_elements(p) r
      UNION ALL
      SELECT 'outside', r ->> 'asset', -sum((r ->> 'amount')::numeric) FROM jsonb_array_elements(p) r GROUP BY 2) x;
END $$;

-- Books an order and holds its funds, in one round trip. Idempotent by (account, client order id, token).
CREATE FUNCTION place_order(p_account text, p_client_id text, p_intent text, p_token text, p_symbol text, p_side text,
    p_type text, p_tif text, p_price numeric, p_quantity numeric, p_hold_asset text, p_hold numeric)
  RETURNS TABLE (outcome text, order_id bigint) LANGUAGE plpgsql AS $$
DECLARE
  known orders%ROWTYPE;
  e bigint;
BEGIN
  PERFORM 1 FROM account WHERE name = p_account FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN QUERY SELECT 'NO_ACCOUNT', 0::bigint; RETURN;
  END IF;
  SELECT * INTO known FROM orders WHERE account = p_account AND client_order_id = p_client_id;
  IF FOUND THEN
    RETURN QUERY SELECT CASE WHEN known.token = p_token THEN 'BOOKED' ELSE 'DUPLICATE' END, known.id; RETURN;
  END IF;
  IF coalesce((SELECT available FROM balance WHERE account = p_account AND asset = p_hold_asset), 0) < p_hold THEN
    RETURN QUERY SELECT 'INSUFFICIENT', 0::bigint; RETURN;
  END IF;
  INSERT INTO orders (account, client_order_id, intent_id, token, symbol, side, type, time_in_force, price, quantity,
                      hold_asset, held)
    VALUES (p_account, p_client_id, p_intent, p_token, p_symbol, p_side, p_type, p_tif, p_price, p_quantity,
            p_hold_asset, p_hold)
    RETURNING id INTO order_id;
  INSERT INTO journal_entry (kind, order_id) VALUES ('hold', place_order.order_id) RETURNING id INTO e;
  INSERT INTO posting VALUES (e, 1, p_account, p_hold_asset, 'available', -p_hold),
                             (e, 2, p_account, p_hold_asset, 'held', p_hold);
  outcome := 'BOOKED';
  RETURN NEXT;
END $$;

-- Books a batch of the engine's events, in one round trip. Idempotent by sequence; a gap is refused.
CREATE FUNCTION settle(p jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  last bigint;
  ev jsonb;
  seq bigint;
BEGIN
  SELECT last_sequence INTO last FROM settlement FOR UPDATE;
  PERFORM 1 FROM account WHERE name IN (
      SELECT a FROM jsonb_array_elements(p) r, jsonb_array_elements_text(r -> 'accounts') a)
    ORDER BY name FOR NO KEY UPDATE;
  FOR ev IN SELECT r FROM jsonb_array_elements(p) r ORDER BY (r ->> 'sequence')::bigint LOOP
    seq := (ev ->> 'sequence')::bigint;
    CONTINUE WHEN seq <= last;
    IF seq <> last + 1 THEN
      RAISE EXCEPTION 'engine sequence must be %, but was %', last + 1, seq
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    CASE ev ->> 'kind'
      WHEN 'accepted' THEN
        UPDATE orders SET status = 'NEW', updated_at = clock_timestamp()
          WHERE id = (ev ->> 'order')::bigint AND status = 'PENDING_NEW';
      WHEN 'traded' THEN PERFORM settle_trade(seq, ev);
      WHEN 'closed' THEN PERFORM settle_close(seq, ev);
    END CASE;
    last := seq;
  END LOOP;
  UPDATE settlement SET last_sequence = last;
  RETURN last;
END $$;

CREATE FUNCTION settle_trade(seq bigint, ev jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  price numeric := (ev ->> 'price')::numeric;
  qty numeric := (ev ->> 'quantity')::numeric;
  quote_paid numeric := price * qty;
  b orders%ROWTYPE;
  s orders%ROWTYPE;
  e bigint;
BEGIN
  SELECT * INTO STRICT b FROM orders WHERE id = (ev ->> 'buy')::bigint;
  SELECT * INTO STRICT s FROM orders WHERE id = (ev ->> 'sell')::bigint;
  INSERT INTO trade VALUES ((ev ->> 'trade')::bigint, seq, b.symbol, price, qty, b.id, s.id, ev ->> 'taker',
                            to_timestamp((ev ->> 'time')::numeric / 1000));
  INSERT INTO journal_entry (kind, engine_sequence, order_id) VALUES ('trade', seq, NULL) RETURNING id INTO e;
  INSERT INTO posting SELECT e, row_number() OVER (), l.account, l.asset, l.bucket, l.amount FROM (VALUES
      (b.account, b.hold_asset, 'held', -(b.price * qty)),
      (b.account, b.hold_asset, 'available', (b.price - price) * qty),  -- what a better price saved
      (b.account, s.hold_asset, 'available', qty),
      (s.account, s.hold_asset, 'held', -qty),
      (s.account, b.hold_asset, 'available', quote_paid)) l (account, asset, bucket, amount)
    WHERE l.amount <> 0;
  UPDATE orders SET executed_quantity = executed_quantity + qty, executed_quote = executed_quote + quote_paid,
      held = held - CASE id WHEN b.id THEN b.price * qty ELSE qty END, updated_at = clock_timestamp(),
      status = CASE WHEN executed_quantity + qty = quantity THEN 'FILLED' ELSE 'PARTIALLY_FILLED' END
    WHERE id IN (b.id, s.id);
END $$;

CREATE FUNCTION settle_close(seq bigint, ev jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  o orders%ROWTYPE;
  e bigint;
BEGIN
  SELECT * INTO STRICT o FROM orders WHERE id = (ev ->> 'order')::bigint;
  IF o.held > 0 THEN
    INSERT INTO journal_entry (kind, engine_sequence, order_id) VALUES ('release', seq, o.id) RETURNING id INTO e;
    INSERT INTO posting VALUES (e, 1, o.account, o.hold_asset, 'held', -o.held),
                               (e, 2, o.account, o.hold_asset, 'available', o.held);
  END IF;
  UPDATE orders SET status = ev ->> 'status', held = 0, updated_at = clock_timestamp() WHERE id = o.id;
END $$;
