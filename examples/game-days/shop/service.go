// A small shop, as somebody else would have written it: an order is put down in Redis if the books in PostgreSQL answer.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
	"time"
)

const patience = 500 * time.Millisecond

// redis sends one command and gives the first line of the answer.
func redis(command string) (string, error) {
	c, err := net.DialTimeout("tcp", os.Getenv("REDIS"), patience)
	if err != nil {
		return "", err
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(patience))
	fmt.Fprint(c, command+"\r\n")
	line, err := bufio.NewReader(c).ReadString('\n')
	return strings.TrimSpace(line), err
}

// books asks PostgreSQL whether it speaks TLS (SSLRequest): one byte tells that it is there.
func books() error {
	c, err := net.DialTimeout("tcp", os.Getenv("POSTGRES"), patience)
	if err != nil {
		return err
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(patience))
	if _, err := c.Write([]byte{0, 0, 0, 8, 4, 210, 22, 47}); err != nil {
		return err
	}
	_, err = c.Read(make([]byte, 1))
	return err
}

func answer(w http.ResponseWriter, status int, body map[string]any) {
	w.Header().Set("Content-Type", "application/json")
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "1")
	}
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}

func main() {
	http.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) {
		answer(w, 200, map[string]any{"status": "ok"})
	})
	http.HandleFunc("/order", func(w http.ResponseWriter, r *http.Request) {
		if err := books(); err != nil {
			answer(w, 503, map[string]any{"code": "BOOKS_CLOSED", "why": err.Error()})
			return
		}
		line, err := redis("INCR orders")
		if err != nil || !strings.HasPrefix(line, ":") {
			answer(w, 503, map[string]any{"code": "NO_QUEUE", "why": fmt.Sprint(line, err)})
			return
		}
		answer(w, 200, map[string]any{"order": line[1:]})
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
