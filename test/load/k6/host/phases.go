package main

import (
	"context"
	"crypto/tls"
	"net/http/httptrace"
	"sync"
	"time"
)

// When a request came how far: what is known as http_req_… . Connections may be made for it by other goroutines.
type phases struct {
	mu                                         sync.Mutex
	began, got, wrote, first, ended            time.Time
	connectBegan, connected, tlsBegan, trusted time.Time
}

func (p *phases) of(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		ConnectStart:         func(string, string) { p.note(&p.connectBegan) },
		ConnectDone:          func(string, string, error) { p.note(&p.connected) },
		TLSHandshakeStart:    func() { p.note(&p.tlsBegan) },
		TLSHandshakeDone:     func(tls.ConnectionState, error) { p.note(&p.trusted) },
		GotConn:              func(httptrace.GotConnInfo) { p.note(&p.got) },
		WroteRequest:         func(httptrace.WroteRequestInfo) { p.note(&p.wrote) },
		GotFirstResponseByte: func() { p.note(&p.first) },
	})
}

func (p *phases) note(moment *time.Time) {
	p.mu.Lock()
	*moment = time.Now()
	p.mu.Unlock()
}

func (p *phases) begin() { p.note(&p.began) }

func (p *phases) end() *phases {
	p.note(&p.ended)
	return p
}

// Zero where it did not come as far.
func between(from, to time.Time) time.Duration {
	if from.IsZero() || to.IsZero() {
		return 0
	}
	return max(0, to.Sub(from))
}

// Samples of a request, as every script has them.
func (u *user) told(p *phases, isExpected bool, own tags) {
	p.mu.Lock()
	defer p.mu.Unlock()
	sending, waiting, receiving := between(p.got, p.wrote), between(p.wrote, p.first), between(p.first, p.ended)
	u.count("http_reqs", 1, own)
	u.time("http_req_duration", sending+waiting+receiving, own)
	u.time("http_req_blocked", between(p.began, p.got), own)
	u.time("http_req_connecting", between(p.connectBegan, p.connected), own)
	u.time("http_req_tls_handshaking", between(p.tlsBegan, p.trusted), own)
	u.time("http_req_sending", sending, own)
	u.time("http_req_waiting", waiting, own)
	u.time("http_req_receiving", receiving, own)
	failed := 1.0
	if isExpected {
		failed = 0
	}
	u.built("http_req_failed", "rate", "default", failed, own)
}
