import pytest

from ciie.web.short_names import shortened


@pytest.mark.parametrize(
    ("script", "shorter"),
    [
        ("const far=1;use(far,far);", "const a=1;use(a,a);"),
        ("function near(one,...rest){return one+rest.length}near(1);", "function a(b,...c){return b+c.length}a(1);"),
        ("class Box{#left=0;get at(){return this.#left}}new Box();", "class a{#a=0;get at(){return this.#a}}new a();"),
        ("const{key:name,far=2}=item;send({key:name,far});", "const{key:a,far=2}=item;send({key:a,far});"),
        ("try{go()}catch(fault){say(fault)}", "try{go()}catch(a){say(a)}"),
        ("for(const[at,each]of all)use(at,each);", "for(const[a,b]of all)use(a,b);"),
        ('const label="label";say(`label ${label}`);', 'const a="label";say(`label ${a}`);'),
        ("const a=1,other=a;b(other);", "const a=1,c=a;b(c);"),
    ],
)
def test_names_of_its_own_are_shortened(script: str, shorter: str) -> None:
    assert shortened(script) == shorter


def test_a_name_that_is_the_worlds_elsewhere_stays() -> None:
    script = "function near(history){return history}near(history.state);"
    assert shortened(script) == "function a(history){return history}a(history.state);"


def test_a_shorter_name_is_never_one_that_is_taken() -> None:
    assert shortened("const first=1;a(first);b(first);") == "const c=1;a(c);b(c);"


def test_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(ValueError, match="JavaScript"):
        shortened("const = ;")
