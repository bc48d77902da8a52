package main

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/dop251/goja"
)

const (
	dialPatience     = 30 * time.Second
	requestPatience  = 60 * time.Second
	redirectsDefault = 10
)

// HTTP/2 where the server speaks it. Certificates are checked; SSL_CERT_FILE names an authority (crypto/x509).
func newClient() *http.Client {
	return &http.Client{Transport: &http.Transport{
		DialContext:         (&net.Dialer{Timeout: dialPatience}).DialContext,
		TLSClientConfig:     &tls.Config{},
		ForceAttemptHTTP2:   true,
		DisableCompression:  true,
		MaxIdleConnsPerHost: 6,
	}}
}

// https://grafana.com/docs/k6/latest/javascript-api/k6-http/
func (u *user) httpModule() *goja.Object {
	object := u.vm.NewObject()
	u.set(object, "get", func(url string, params goja.Value) goja.Value {
		u.mustBeRead("http.get")
		asked := u.question(http.MethodGet, url, goja.Null(), params)
		return u.response(asked, asked.ask(u.client))
	})
	u.set(object, "asyncRequest", func(method, url string, body, params goja.Value) *goja.Promise {
		u.mustBeRead("http.asyncRequest")
		asked := u.question(method, url, body, params)
		promise, resolve, _ := u.vm.NewPromise()
		done := u.loop.hold()
		go func() {
			heard := asked.ask(u.client)
			done(func() error { return resolve(u.response(asked, heard)) })
		}()
		return promise
	})
	return object
}

type question struct {
	method    string
	url       string
	body      string
	headers   map[string]string
	tags      tags
	patience  time.Duration
	redirects int
	ctx       context.Context
}

// To be put in words in the engine, and asked outside of it.
func (u *user) question(method, url string, body, params goja.Value) *question {
	q := &question{method: method, url: url, patience: requestPatience, redirects: redirectsDefault, ctx: u.ctx}
	if body != nil && !goja.IsNull(body) && !goja.IsUndefined(body) {
		q.body = body.String()
	}
	if params == nil || goja.IsUndefined(params) || goja.IsNull(params) {
		params = u.vm.NewObject()
	}
	object := params.ToObject(u.vm)
	q.headers = texts(u.vm, object.Get("headers"))
	q.tags = texts(u.vm, object.Get("tags"))
	if timeout := text(object, "timeout"); timeout != "" {
		patience, err := time.ParseDuration(timeout)
		if err != nil {
			panic(u.vm.NewTypeError("timeout: %s", timeout))
		}
		q.patience = patience
	}
	if redirects := object.Get("redirects"); redirects != nil {
		q.redirects = int(redirects.ToInteger())
	}
	if agent := u.test.options.UserAgent; agent != "" && q.headers["User-Agent"] == "" {
		q.headers["User-Agent"] = agent
	}
	return q
}

type answer struct {
	status  int
	proto   string
	body    []byte
	headers http.Header
	took    *phases
	err     error
}

func (q *question) ask(client *http.Client) *answer {
	ctx, cancel := context.WithTimeout(q.ctx, q.patience)
	defer cancel()
	took := &phases{}
	request, err := http.NewRequestWithContext(took.of(ctx), q.method, q.url, strings.NewReader(q.body))
	if err != nil {
		return &answer{err: err, took: took}
	}
	for name, value := range q.headers {
		request.Header.Set(name, value)
	}
	own := *client
	own.CheckRedirect = func(_ *http.Request, via []*http.Request) error {
		if len(via) > q.redirects {
			return http.ErrUseLastResponse
		}
		return nil
	}
	took.begin()
	response, err := own.Do(request)
	if err != nil {
		return &answer{err: err, took: took.end()}
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return &answer{err: err, took: took.end()}
	}
	return &answer{response.StatusCode, response.Proto, body, response.Header, took.end(), nil}
}

// What the script gets; a failure is an answer with status 0. Its samples are taken here.
func (u *user) response(q *question, heard *answer) *goja.Object {
	object := u.vm.NewObject()
	u.set(object, "url", q.url)
	u.set(object, "status", heard.status)
	own := tags{"method": q.method, "url": q.url, "name": q.url, "status": strconv.Itoa(heard.status)}
	if heard.err != nil {
		var of *url.Error
		if errors.As(heard.err, &of) {
			heard.err = of.Err
		}
		u.set(object, "body", goja.Null())
		u.set(object, "error", heard.err.Error())
		own["error"] = heard.err.Error()
	} else {
		headers := map[string]string{}
		for name, values := range heard.headers {
			headers[name] = strings.Join(values, ", ")
		}
		u.set(object, "body", string(heard.body))
		u.set(object, "headers", headers)
		u.set(object, "error", "")
		own["proto"] = heard.proto
	}
	for tag, value := range q.tags {
		own[tag] = value
	}
	isExpected := heard.status >= 200 && heard.status < 400
	own["expected_response"] = strconv.FormatBool(isExpected)
	u.told(heard.took, isExpected, own)
	return object
}
