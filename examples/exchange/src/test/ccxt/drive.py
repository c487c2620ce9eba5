"""Drives the exchange with ccxt's binance class, unmodified but for its base URL.

Usage: drive.py BASE_URL API_KEY SECRET API_KEY_2 SECRET_2
Prints one line a step; ends with 0 and "ccxt: all steps passed", or with an assertion's traceback.
"""

import sys
import uuid

import ccxt


def client(base, key, secret):
    exchange = ccxt.binance({
        "apiKey": key,
        "secret": secret,
        "enableRateLimit": False,
        "timeout": 10000,
        "options": {
            "defaultType": "spot",
            "fetchCurrencies": False,
            "fetchMargins": False,
            "fetchMarkets": {"types": ["spot"]},
        },
    })
    exchange.urls["api"]["public"] = base + "/api/v3"
    exchange.urls["api"]["private"] = base + "/api/v3"
    return exchange


def step(what, seen):
    print(f"ccxt: {what}: {seen}", flush=True)


def refused(kind, call):
    try:
        call()
    except kind as e:
        return type(e).__name__
    raise AssertionError(f"expected {kind.__name__}, but the call went through")


def main(base, key, secret, other_key, other_secret):
    a = client(base, key, secret)
    b = client(base, other_key, other_secret)

    markets = a.load_markets()
    assert {"BTC/USDT", "ETH/USDT", "SOL/USDT"} <= set(markets), sorted(markets)
    assert markets["BTC/USDT"]["precision"]["price"] == 0.01
    assert markets["BTC/USDT"]["limits"]["cost"]["min"] == 5
    step("load_markets", sorted(markets))
    assert abs(a.fetch_time() - a.milliseconds()) < 5000

    book = a.fetch_order_book("BTC/USDT", 5)
    assert len(book["bids"]) == 5 and len(book["asks"]) == 5, book
    assert book["bids"][0][0] < book["asks"][0][0], book
    step("fetch_order_book", (book["bids"][0], book["asks"][0]))

    ticker = a.fetch_ticker("BTC/USDT")
    assert ticker["last"] > 0 and abs(ticker["timestamp"] - a.milliseconds()) < 5000, ticker
    assert {"BTC/USDT", "SOL/USDT"} <= set(a.fetch_tickers())
    step("fetch_ticker", ticker["last"])

    before = a.fetch_balance()
    assert before["USDT"]["free"] > 100000 and before["BTC"]["free"] > 1, before
    step("fetch_balance", (before["USDT"], before["BTC"]))

    # a resting limit order, seen from every side, and cancelled
    client_id = "ccxt-" + uuid.uuid4().hex[:20]
    far = round(book["bids"][0][0] * 0.5, 2)
    order = a.create_order("BTC/USDT", "limit", "buy", 0.01, far, {"newClientOrderId": client_id})
    assert order["status"] == "open" and order["clientOrderId"] == client_id, order
    step("create limit order", order["id"])
    again = a.fetch_order(order["id"], "BTC/USDT")
    assert again["status"] == "open" and again["amount"] == 0.01 and again["price"] == far, again
    by_client_id = a.fetch_order("", "BTC/USDT", {"origClientOrderId": client_id})
    assert by_client_id["id"] == order["id"], by_client_id
    assert [o["id"] for o in a.fetch_open_orders("BTC/USDT")] == [order["id"]]
    assert order["id"] in [o["id"] for o in a.fetch_orders("BTC/USDT")]
    assert a.fetch_balance()["USDT"]["used"] >= far * 0.01 * 0.99
    step("same client order id again", refused(ccxt.InvalidOrder, lambda: a.create_order(
        "BTC/USDT", "limit", "buy", 0.01, far, {"newClientOrderId": client_id})))
    cancelled = a.cancel_order(order["id"], "BTC/USDT")
    assert cancelled["status"] == "canceled", cancelled
    assert a.fetch_order(order["id"], "BTC/USDT")["status"] == "canceled"
    assert a.fetch_open_orders("BTC/USDT") == []
    step("cancel_order", cancelled["status"])

    # post-only, refused where it would take
    step("post-only that would take", refused(ccxt.ExchangeError, lambda: a.create_order(
        "BTC/USDT", "limit", "buy", 0.01, book["asks"][0][0] * 1.01 // 1, {"postOnly": True})))

    # two customers trade with each other inside the spread
    middle = round((book["bids"][0][0] + book["asks"][0][0]) / 2, 2)
    maker = b.create_order("BTC/USDT", "limit", "sell", 0.02, middle)
    taker = a.create_order("BTC/USDT", "limit", "buy", 0.02, middle)
    assert taker["status"] == "closed" and taker["filled"] == 0.02 and taker["average"] == middle, taker
    assert len(taker["trades"]) == 1, taker
    assert b.fetch_order(maker["id"], "BTC/USDT")["status"] == "closed"
    mine = [t for t in a.fetch_my_trades("BTC/USDT") if t["order"] == taker["id"]]
    assert len(mine) == 1 and mine[0]["amount"] == 0.02 and mine[0]["takerOrMaker"] == "taker", mine
    theirs = [t for t in b.fetch_my_trades("BTC/USDT") if t["order"] == maker["id"]]
    assert len(theirs) == 1 and theirs[0]["takerOrMaker"] == "maker", theirs
    step("limit orders match", mine[0]["price"])

    market = a.create_order("ETH/USDT", "market", "sell", 0.5)
    assert market["status"] == "closed" and market["filled"] == 0.5, market
    buy = a.create_order("ETH/USDT", "market", "buy", 0.5)
    assert buy["status"] == "closed" and buy["filled"] == 0.5, buy
    cost = a.create_market_buy_order_with_cost("ETH/USDT", 1000)
    assert cost["status"] == "closed" and 950 <= cost["cost"] <= 1000, cost
    step("market orders", (market["average"], buy["average"], cost["cost"]))

    # what must be refused, in words that ccxt knows
    step("too much", refused(ccxt.InsufficientFunds, lambda: a.create_order(
        "BTC/USDT", "limit", "sell", 100000, middle)))
    step("cancel of nothing", refused(ccxt.OrderNotFound, lambda: a.cancel_order("987654321", "BTC/USDT")))
    step("query of nothing", refused(ccxt.OrderNotFound, lambda: a.fetch_order("987654321", "BTC/USDT")))
    step("wrong secret", refused(
        ccxt.AuthenticationError, lambda: client(base, key, "not the secret").fetch_balance()))
    step("unknown key", refused(
        ccxt.AuthenticationError, lambda: client(base, "nobody", secret).fetch_balance()))
    print("ccxt: all steps passed, ccxt", ccxt.__version__)


if __name__ == "__main__":
    main(*sys.argv[1:])
